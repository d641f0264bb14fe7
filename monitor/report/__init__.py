"""A backtest for those who read it: figures in words, Markdown for a pull request, a page for a browser."""

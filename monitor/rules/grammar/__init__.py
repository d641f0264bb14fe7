"""Grammar: how words of one language or another change, told by their endings. No dictionary, no cost when unused."""

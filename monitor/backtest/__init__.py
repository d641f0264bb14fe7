"""The production walk over recorded items: what a rule set would have told, and how another one differs."""

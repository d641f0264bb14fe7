"""Rules: what people write in rule files, and how it is found in an item.

folder → files → syntax (tree) + entities → terms (patterns of words) → ruleset → condition (an item: match or miss)
"""

"""An article as its reader sees it: text, links, who refers to it, its history, and how it is cited."""

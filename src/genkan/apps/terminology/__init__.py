"""Terms that an organisation or a team always translates alike (用語集), for the app 翻訳."""

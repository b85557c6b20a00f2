"""What a question asks for: references in all spellings, names, words and their synonyms."""

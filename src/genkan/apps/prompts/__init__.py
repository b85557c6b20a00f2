"""Prompt templates (プロンプトのひな型): texts with gaps, personal, of a team, or for the whole organisation."""

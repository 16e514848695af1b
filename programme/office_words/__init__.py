"""The office's short sentences, each a command said in Vietnamese (sentences.toml)."""

from programme.office_words.reading import Sentence, called, sentences_in

__all__ = ["Sentence", "called", "sentences_in"]

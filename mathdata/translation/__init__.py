"""Translators, and the masks under which mathematics travels through them."""

from mathdata.translation.chat import ChatServer, ChatTranslator
from mathdata.translation.contract import Translation, Translator
from mathdata.translation.masks import Masked, masked

__all__ = ["ChatServer", "ChatTranslator", "Masked", "Translation", "Translator", "masked"]

"""A scenario as a procedure in prose: six languages, each sentence with the line it tells of."""

from dunnix.procedure.build import procedure_of
from dunnix.procedure.procedure import Paragraph, Procedure, Section, Sentence

__all__ = ["Paragraph", "Procedure", "Section", "Sentence", "procedure_of"]

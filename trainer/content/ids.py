"""What things of a course are called by, and what their files can say."""

from typing import NewType, TypeAlias

ConceptId = NewType("ConceptId", str)
KindId = NewType("KindId", str)
RelationId = NewType("RelationId", str)
FactId = NewType("FactId", str)
PageId = NewType("PageId", str)
TopicId = NewType("TopicId", str)
PatternId = NewType("PatternId", str)
LessonId = NewType("LessonId", str)
ExamId = NewType("ExamId", str)
LabId = NewType("LabId", str)

Plain: TypeAlias = "bool | int | float | str | list[Plain] | dict[str, Plain] | None"
"""What YAML and JSON can say; slots of patterns and parameters of commands are made of it."""

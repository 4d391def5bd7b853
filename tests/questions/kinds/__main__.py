"""Writes the examples' items anew."""

from tests.questions.kinds import examples, rewritten

for example in examples():
    example.write_text(rewritten(example))

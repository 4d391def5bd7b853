"""course.yaml and pages.yaml: exams, topics and the pages that facts cite."""

from trainer.content.compiling.draft import Draft, entries, open_yaml
from trainer.content.model import Exam, ExamId, Page, PageId, Topic, TopicId
from trainer.content.shapes import CourseShape, ExamShape, PageShape, PagesShape, TopicShape
from trainer.problem import Source


def read_course(draft: Draft, path: str, data: bytes) -> None:
    """Title, day, exams and topics."""
    opened = open_yaml(draft, path, data, CourseShape, ("exam", "topic"))
    if opened is None:
        return
    file, top = opened
    draft.as_of = top.as_of
    draft.head = {
        "id": top.id,
        "title": top.title,
        "opening": top.opening,
        "opening_source": file.at("opening") if top.opening else Source(path),
        "missing_images": tuple(top.missing_images),
        "readers_wanted": top.readers_wanted,
        "documents": top.documents,
    }
    for exam, here in entries(draft, file, top.exams, ExamShape, "exam", "exams"):
        source = file.at(*here, "id")
        draft.add("exam", exam.id, Exam(ExamId(exam.id), exam.title, dict(exam.domains), source), source)
    for topic, here in entries(draft, file, top.topics, TopicShape, "topic", "topics"):
        domains: dict[ExamId, str] = {}
        for exam_id, domain in topic.domains.items():
            if not draft.refers("exam", exam_id, file.key_at(*here, "domains", exam_id)):
                continue
            known: Exam = draft.tables["exam"][exam_id]
            if domain in known.domains:
                domains[ExamId(exam_id)] = domain
            else:
                message = f'"{domain}" is no domain of {exam_id}.'
                draft.report(
                    file.at(*here, "domains", exam_id),
                    "unknown-domain",
                    message,
                    f"It has {', '.join(known.domains)}.",
                )
        source = file.at(*here, "id")
        draft.add("topic", topic.id, Topic(TopicId(topic.id), topic.title, domains, source), source)


def read_pages(draft: Draft, path: str, data: bytes) -> None:
    """The pages that facts cite."""
    opened = open_yaml(draft, path, data, PagesShape, ("page",))
    if opened is None:
        return
    file, top = opened
    for page, here in entries(draft, file, top.pages, PageShape, "page", "pages"):
        source = file.at(*here, "id")
        draft.add("page", page.id, Page(PageId(page.id), page.title, page.url, source), source)

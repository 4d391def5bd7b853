"""Lifecycle policies of ECR at work: images that a policy expires go within 24 hours.

Stands for ER-7. AWS: "Automate the cleanup of images by using lifecycle policies in Amazon ECR". That a
policy is looked at exactly every 24 hours is our model.
"""

from trainer.sim.events import LifecycleDue
from trainer.sim.kernel import NOTHING, Later, Reaction, Why
from trainer.sim.lifecycle import DAY_MS, expired
from trainer.sim.model import RegistryImage, Repository
from trainer.sim.world import Gone, World
from trainer.value import replace


def react(world: World, event: LifecycleDue) -> Reaction:
    """Take away what the policy expires; look again tomorrow while there is a policy and an image."""
    repository = world.get(Repository, event.repository)
    if repository is None:
        return NOTHING
    images = world.among(RegistryImage, f"images:{repository.name}")
    if not repository.lifecycle or not images:
        return Reaction((replace(repository, expiry_planned=False),))
    gone = expired(repository.lifecycle, images, world.now_ms)
    reasons = tuple(
        Why(
            (repository.arn,),
            f"image {_named(expiry.image)} of {repository.name} was expired by rule {expiry.priority}",
            ("ER-7",),
        )
        for expiry in gone
    )
    changed = replace(repository, lifecycle_ms=world.now_ms, expiry_planned=True)
    removed = tuple(Gone(RegistryImage, expiry.image.key) for expiry in gone)
    return Reaction((changed, *removed), (Later(DAY_MS, LifecycleDue(repository.name)),), reasons)


def _named(image: RegistryImage) -> str:
    return ", ".join(image.tags) or image.digest[:19]

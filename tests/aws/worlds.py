"""Small worlds for tests of AWS's API: made with the same commands that a learner would type."""

from trainer.aws.command_line.files import no_files
from trainer.aws.run import Ran, run
from trainer.sim.model import Subnet
from trainer.sim.start import new_world
from trainer.sim.world import World


def done(world: World, line: str) -> Ran:
    """Runs a line that must succeed."""
    ran = run(world, line, no_files)
    assert ran.exit_code == 0, ran.stderr
    return ran


def empty() -> World:
    return new_world(1)


def shop() -> World:
    """Cluster shop with service web: two tasks of web:1 on Fargate, steady."""
    world = new_world(1)
    subnet = next(iter(world.of(Subnet)))
    done(world, "ecs create-cluster --cluster-name shop")
    done(
        world,
        "ecs register-task-definition --family web --requires-compatibilities FARGATE --network-mode awsvpc "
        "--cpu 256 --memory 512 --container-definitions name=app,image=nginx,essential=true",
    )
    done(
        world,
        "ecs create-service --cluster shop --service-name web --task-definition web --desired-count 2 "
        "--launch-type FARGATE --network-configuration "
        f"awsvpcConfiguration={{subnets=[{subnet}],assignPublicIp=ENABLED}}",
    )
    done(world, "ecs wait services-stable --cluster shop --services web")
    return world

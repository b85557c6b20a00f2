"""Which models a person may use for an app."""

from sqlalchemy.ext.asyncio import AsyncConnection

from genkan.apps.app import App
from genkan.apps.errors import ModelMissing, ModelRefused
from genkan.catalogue import Deployment, InformationClass
from genkan.gateway import Purpose, offered_writers
from genkan.governance import Person


async def usable_models(
    connection: AsyncConnection, person: Person, app: App, *, information_class: InformationClass
) -> tuple[Deployment, ...]:
    """The language models to which this person may send such information, and that the app admits.

    An app whose work another server does asks none of the house.
    """
    if app.is_elsewhere:
        return ()
    usable = await usable_for_any(connection, person, information_class=information_class)
    return tuple(each for each in usable if not app.models or each.model_id in app.models)


async def usable_for_any(
    connection: AsyncConnection,
    person: Person,
    *,
    information_class: InformationClass = InformationClass.ONE,
) -> tuple[Deployment, ...]:
    """The language models to which this person may send such information."""
    return await offered_writers(connection, person, purpose=Purpose.APP, information_class=information_class)


async def safest_class(connection: AsyncConnection, person: Person, app: App) -> InformationClass:
    """The class that a form begins with: the highest that the app admits and any of its models takes.

    A forgotten choice must not let too much out. Where no model is asked, it is the highest of the app.
    """
    admitted = sorted((each for each in InformationClass if each <= app.highest_class), reverse=True)
    for each in admitted:
        if await usable_models(connection, person, app, information_class=each):
            return each
    return admitted[0]


async def check_model(
    connection: AsyncConnection,
    person: Person,
    app: App,
    *,
    deployment_id: str,
    information_class: InformationClass,
) -> None:
    """Raises ``ModelMissing`` where the app needs one and none was chosen, ``ModelRefused`` where it may not be used."""
    if not deployment_id:
        if app.needs_model:
            raise ModelMissing
        return
    usable = await usable_models(connection, person, app, information_class=information_class)
    if deployment_id not in {deployment.id for deployment in usable}:
        raise ModelRefused

"""SQL of public forms."""

from dataclasses import replace

from sqlalchemy import Row, case, or_, select
from sqlalchemy.exc import IntegrityError
from sqlalchemy.ext.asyncio import AsyncConnection

from genkan.inquiry.public.form import PublicForm
from genkan.inquiry.public.store.tables import form_table, form_topic_table
from genkan.kit import storable
from genkan.storage import insert_into


async def form_of(connection: AsyncConnection, organisation_id: str) -> PublicForm | None:
    """The form of an organisation, open or not."""
    query = select(form_table).where(form_table.c.organisation_id == organisation_id)
    row = (await connection.execute(query)).one_or_none()
    return await _form_of(connection, row) if row else None


async def form_at(connection: AsyncConnection, name: str) -> PublicForm | None:
    """The form of the organisation with this id, or else of this name, open or not."""
    wanted = storable(name)
    named = or_(form_table.c.address_name == wanted, form_table.c.organisation_id == wanted)
    by_id = case((form_table.c.organisation_id == wanted, 0), else_=1)
    query = select(form_table).where(named).order_by(by_id).limit(1)
    row = (await connection.execute(query)).one_or_none()
    return await _form_of(connection, row) if row else None


async def open_forms(connection: AsyncConnection) -> tuple[PublicForm, ...]:
    """Every open form by its title; their topics are left out."""
    query = select(form_table).where(form_table.c.is_open.is_(True)).order_by(form_table.c.title)
    return tuple(_without_topics(row) for row in await connection.execute(query))


async def keep_form(connection: AsyncConnection, form: PublicForm) -> bool:
    """Keep the form of an organisation; False where another one has its name in the address."""
    values = {
        "is_open": form.is_open,
        "address_name": form.address_name or None,
        "title": form.title,
        "notice": form.notice,
    }
    insert = insert_into(connection, form_table).values(organisation_id=form.organisation_id, **values)
    kept = insert.on_conflict_do_update(index_elements=["organisation_id"], set_=values)
    try:
        async with connection.begin_nested():
            await connection.execute(kept)
    except IntegrityError:
        return False
    await _keep_topics(connection, form)
    return True


async def _keep_topics(connection: AsyncConnection, form: PublicForm) -> None:
    own = form_topic_table.c.organisation_id == form.organisation_id
    await connection.execute(form_topic_table.delete().where(own))
    rows = [{"organisation_id": form.organisation_id, "topic_id": topic} for topic in form.topic_ids]
    if rows:
        await connection.execute(form_topic_table.insert(), rows)


async def _form_of(connection: AsyncConnection, row: Row[tuple[object, ...]]) -> PublicForm:
    query = select(form_topic_table.c.topic_id).where(
        form_topic_table.c.organisation_id == row.organisation_id
    )
    topics = (await connection.execute(query.order_by(form_topic_table.c.topic_id))).scalars()
    return replace(_without_topics(row), topic_ids=tuple(topics))


def _without_topics(row: Row[tuple[object, ...]]) -> PublicForm:
    return PublicForm(row.organisation_id, row.is_open, row.address_name or "", row.title, row.notice)

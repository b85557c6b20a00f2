"""200 fictional letters of citizens with their topic, concerns and the articles that answer them."""

from genkan.inquiry.sample.letters import (
    Addressee,
    AskedThing,
    Half,
    SampleInquiry,
    read_inquiries,
    sample_inquiries,
)

__all__ = ["Addressee", "AskedThing", "Half", "SampleInquiry", "read_inquiries", "sample_inquiries"]

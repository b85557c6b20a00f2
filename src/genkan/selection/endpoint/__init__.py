"""The deployment that an applicant declares (接続先), checked live by the office, with every result kept."""

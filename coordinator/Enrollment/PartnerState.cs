namespace Federated.Coordinator.Enrollment;

/// <summary>Where a partner stands with the consortium.</summary>
internal enum PartnerState
{
    /// <summary>Has an invite, has not joined yet.</summary>
    Invited,

    /// <summary>May call and take part.</summary>
    Active,

    /// <summary>Every call is refused until the operator resumes the partner.</summary>
    Paused,

    /// <summary>Every call is refused for good; to come back it needs a new invite.</summary>
    Removed,
}

namespace Federated.Coordinator.Enrollment;

/// <summary>The ways in which joining or renewing fails; each has its own reason on the wire.</summary>
internal enum EnrollmentFault
{
    /// <summary>The invite's time is over.</summary>
    Expired,

    /// <summary>The invite was redeemed before, with another key.</summary>
    Used,

    /// <summary>The invite names another consortium.</summary>
    WrongConsortium,

    /// <summary>No invite with this secret exists for this partner.</summary>
    Unknown,

    /// <summary>The certificate signing request is malformed or its key is of the wrong kind.</summary>
    BadRequest,
}

namespace Federated.SecureAggregation.Coordinator;

/// <summary>The phases of a round in order, as they appear in reports and logs.</summary>
public enum RoundPhase
{
    /// <summary>Waiting for adverts.</summary>
    Advertising = 1,

    /// <summary>Waiting for sealed shares.</summary>
    Sharing = 2,

    /// <summary>Waiting for masked uploads.</summary>
    Collecting = 3,

    /// <summary>Waiting for signatures on the survivors.</summary>
    Agreeing = 4,

    /// <summary>Waiting for unmasking shares.</summary>
    Unmasking = 5,
}

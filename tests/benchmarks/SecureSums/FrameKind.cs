namespace Federated.Benchmarks.SecureSums;

/// <summary>What a frame asks of the coordinator's process; the answer carries the same kind.</summary>
internal enum FrameKind
{
    /// <summary>A new round: the shape and the members' identity keys.</summary>
    Begin,

    /// <summary>A signed advert.</summary>
    Advert,

    /// <summary>Ends the phase, as its deadline would.</summary>
    EndPhase,

    /// <summary>Asks for the cohort's adverts.</summary>
    Adverts,

    /// <summary>A member's sealed shares.</summary>
    Shares,

    /// <summary>Asks for the shares that were sealed for a member.</summary>
    Delivery,

    /// <summary>A chunk of a masked upload; the member field is the chunk's number, its sender is who asked for the last delivery.</summary>
    Chunk,

    /// <summary>The end of an upload.</summary>
    Commit,

    /// <summary>Asks for the survivors.</summary>
    Survivors,

    /// <summary>A signature on the survivors.</summary>
    Agreement,

    /// <summary>Asks for the unmasking request.</summary>
    Unmasking,

    /// <summary>Released shares.</summary>
    Release,

    /// <summary>Asks for what the round cost and for the sum at the probes.</summary>
    Finish,
}

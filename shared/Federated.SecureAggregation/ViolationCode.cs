namespace Federated.SecureAggregation;

/// <summary>Why a message or a round was refused. The numbers are stable: hosts map them to status codes and write them to logs.</summary>
public enum ViolationCode
{
    /// <summary>A field is missing, too long or out of its range.</summary>
    MalformedMessage = 1,

    /// <summary>A public key is not an uncompressed point on P-256.</summary>
    MalformedKey = 2,

    /// <summary>A signature does not verify under the identity key on the roster.</summary>
    BadSignature = 3,

    /// <summary>A member is not on the acknowledged roster.</summary>
    NotOnRoster = 4,

    /// <summary>One node advertises more than once.</summary>
    DuplicateMember = 5,

    /// <summary>One legal entity advertises through more than one node.</summary>
    DuplicateEntity = 6,

    /// <summary>One public key is advertised twice, or is used for two purposes.</summary>
    RepeatedKey = 7,

    /// <summary>The node's own advert is absent, repeated or altered, or the node itself is left out of the survivors.</summary>
    OwnMemberMissing = 8,

    /// <summary>Members were offered another job, round or attempt.</summary>
    RoundDiffers = 9,

    /// <summary>Members were given another model state.</summary>
    ModelDiffers = 10,

    /// <summary>Members were given another job or policy.</summary>
    PolicyDiffers = 11,

    /// <summary>Members acknowledged another roster.</summary>
    RosterDiffers = 12,

    /// <summary>Members were given other protocol parameters.</summary>
    ParametersDiffer = 13,

    /// <summary>The parameters, or the cohort, fall below what the node's own policy demands.</summary>
    BelowFloor = 14,

    /// <summary>Too few members for the minimum, the threshold or the quorum.</summary>
    TooFewMembers = 15,

    /// <summary>Too few members are known to this node.</summary>
    TooFewKnownPartners = 16,

    /// <summary>The ring is too small for the sum of this many members.</summary>
    ModulusTooSmall = 17,

    /// <summary>A share does not open under this cohort's hash, sender and receiver.</summary>
    ShareDoesNotOpen = 18,

    /// <summary>Someone outside the cohort, or named twice, appears in a list of members.</summary>
    UnexpectedMember = 19,

    /// <summary>The message belongs to another cohort.</summary>
    CohortDiffers = 20,

    /// <summary>Another survivor set was already signed.</summary>
    SurvivorsDiffer = 21,

    /// <summary>A request asks for both kinds of share of one node, or for a kind that the agreed survivors do not allow.</summary>
    BothShareKinds = 22,

    /// <summary>The round was already finished, or its unmasking shares were already released.</summary>
    RoundReplayed = 23,

    /// <summary>A chunk has another size than the layout gives it, or a number outside the layout.</summary>
    ChunkOutOfLayout = 24,

    /// <summary>A chunk came twice with different bytes, or a message came twice with different contents.</summary>
    ConflictingRepeat = 25,

    /// <summary>The upload was committed before every chunk had arrived.</summary>
    UploadIncomplete = 26,

    /// <summary>The committed hash is not the hash of the chunks.</summary>
    UploadDigestDiffers = 27,

    /// <summary>The shares do not lie on one polynomial, or give another key than the one advertised.</summary>
    InconsistentShares = 28,

    /// <summary>The message belongs to a phase that is over.</summary>
    PhaseOver = 29,

    /// <summary>The survivors differ by too few companies from those of a sum that this node released before.</summary>
    SurvivorsTooSimilar = 30,
}

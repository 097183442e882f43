namespace Federated.Grpc;

/// <summary>The outcome of a call, as numbered by the gRPC protocol ("Status codes and their use in gRPC").</summary>
public enum StatusCode
{
    /// <summary>The call succeeded.</summary>
    OK = 0,

    /// <summary>The caller gave the call up.</summary>
    Cancelled = 1,

    /// <summary>The server failed in a way it did not describe.</summary>
    Unknown = 2,

    /// <summary>The request is wrong whatever the state of the server.</summary>
    InvalidArgument = 3,

    /// <summary>The deadline passed before the answer came; the call may have taken effect.</summary>
    DeadlineExceeded = 4,

    /// <summary>What was asked for does not exist.</summary>
    NotFound = 5,

    /// <summary>What was to be created exists already.</summary>
    AlreadyExists = 6,

    /// <summary>The caller is known and may not do this.</summary>
    PermissionDenied = 7,

    /// <summary>A quota or a size bound was exceeded.</summary>
    ResourceExhausted = 8,

    /// <summary>The state of the server forbids the call; retrying alone does not help.</summary>
    FailedPrecondition = 9,

    /// <summary>The call lost a race; retry at a higher level.</summary>
    Aborted = 10,

    /// <summary>A value lies outside the valid range, which depends on the server's state.</summary>
    OutOfRange = 11,

    /// <summary>The server does not know the service, the method or the encoding.</summary>
    Unimplemented = 12,

    /// <summary>A rule of the protocol was broken.</summary>
    Internal = 13,

    /// <summary>The server cannot be reached at the moment; retry with back-off.</summary>
    Unavailable = 14,

    /// <summary>Data was lost or damaged for good.</summary>
    DataLoss = 15,

    /// <summary>The caller is not known.</summary>
    Unauthenticated = 16,
}

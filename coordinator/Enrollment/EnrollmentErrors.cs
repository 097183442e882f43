using Federated.Grpc;
using Federated.Protocol.Errors;

namespace Federated.Coordinator.Enrollment;

/// <summary>The one table from enrolment faults to what the caller sees.</summary>
internal static class EnrollmentErrors
{
    public static RpcException ToRpc(EnrollmentException refusal) => refusal.Fault switch
    {
        EnrollmentFault.Expired => RpcErrors.Of(StatusCode.PermissionDenied, ErrorReasons.JoinExpired, refusal.Message),
        EnrollmentFault.Used => RpcErrors.Of(StatusCode.PermissionDenied, ErrorReasons.JoinUsed, refusal.Message),
        EnrollmentFault.WrongConsortium => RpcErrors.Of(StatusCode.PermissionDenied, ErrorReasons.JoinConsortium, refusal.Message),
        EnrollmentFault.Unknown => RpcErrors.Of(StatusCode.PermissionDenied, ErrorReasons.JoinUnknown, refusal.Message),
        EnrollmentFault.BadRequest => RpcErrors.Of(StatusCode.InvalidArgument, ErrorReasons.JoinRequest, refusal.Message),
        _ => throw new ArgumentOutOfRangeException(nameof(refusal)),
    };
}

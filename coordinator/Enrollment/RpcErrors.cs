using Federated.Grpc;
using Federated.Protocol.Errors;
using Google.Protobuf.WellKnownTypes;
using Google.Rpc;
using GrpcStatusCode = Federated.Grpc.StatusCode;
using RpcStatus = Google.Rpc.Status;

namespace Federated.Coordinator.Enrollment;

/// <summary>Makes errors that carry a reason a program can act on beside the words for people.</summary>
internal static class RpcErrors
{
    public static RpcException Of(GrpcStatusCode code, string reason, string message)
    {
        var status = new RpcStatus { Code = (int)code, Message = message };
        status.Details.Add(Any.Pack(new ErrorInfo { Domain = ErrorReasons.Domain, Reason = reason }));
        return status.ToRpcException();
    }
}

using Federated.Grpc.Wire;
using Google.Protobuf;
using Google.Rpc;

namespace Federated.Grpc;

/// <summary>Structured errors: <c>google.rpc.Status</c> carried in the trailer <c>grpc-status-details-bin</c> (the richer error model of gRPC).</summary>
public static class RpcStatusExtensions
{
    /// <summary>The structured status that came with the failure, or null when there is none or it cannot be parsed.</summary>
    public static Google.Rpc.Status? GetRpcStatus(this RpcException exception)
    {
        ArgumentNullException.ThrowIfNull(exception);
        if (exception.Trailers.GetValueBytes(GrpcHeaders.StatusDetails) is not { } bytes)
            return null;
        try
        {
            return Google.Rpc.Status.Parser.ParseFrom(bytes);
        }
        catch (InvalidProtocolBufferException)
        {
            return null;
        }
    }

    /// <summary>The first <c>google.rpc.ErrorInfo</c> among the details (reason, domain, metadata), or null.</summary>
    public static ErrorInfo? GetErrorInfo(this RpcException exception)
    {
        foreach (var detail in exception.GetRpcStatus()?.Details ?? [])
        {
            try
            {
                if (detail.TryUnpack<ErrorInfo>(out var info))
                    return info;
            }
            catch (InvalidProtocolBufferException)
            {
                return null;
            }
        }
        return null;
    }

    /// <summary>The failure that carries this structured status: its code and message become the plain status, and all of it the trailer.</summary>
    /// <exception cref="ArgumentException">The code is OK (0).</exception>
    public static RpcException ToRpcException(this Google.Rpc.Status status)
    {
        ArgumentNullException.ThrowIfNull(status);
        var code = Enum.IsDefined((StatusCode)status.Code) ? (StatusCode)status.Code : StatusCode.Unknown;
        var trailers = new Metadata { { GrpcHeaders.StatusDetails, status.ToByteArray() } };
        return new RpcException(new Status(code, status.Message), trailers);
    }
}

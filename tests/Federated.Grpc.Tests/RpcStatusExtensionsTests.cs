using Google.Protobuf.WellKnownTypes;
using Google.Rpc;

namespace Federated.Grpc.Tests;

public sealed class RpcStatusExtensionsTests
{
    [Fact]
    public void ToRpcException_WithErrorInfo_GivesItBack()
    {
        var info = new ErrorInfo { Reason = "INVITE_EXPIRED", Domain = "federated" };
        var failure = new Google.Rpc.Status { Code = 9, Message = "The invite expired.", Details = { Any.Pack(new Empty()), Any.Pack(info) } }.ToRpcException();

        Assert.Equal(new Status(StatusCode.FailedPrecondition, "The invite expired."), failure.Status);
        Assert.Equal(info, failure.GetErrorInfo());
        Assert.Equal(2, failure.GetRpcStatus()!.Details.Count);
    }

    [Fact]
    public void ToRpcException_CodeNobodyDefined_BecomesUnknown() =>
        Assert.Equal(StatusCode.Unknown, new Google.Rpc.Status { Code = 99 }.ToRpcException().StatusCode);

    [Fact]
    public void ToRpcException_CodeOk_IsRefused() => Assert.Throws<ArgumentException>(() => new Google.Rpc.Status { Code = 0 }.ToRpcException());

    [Fact]
    public void GetErrorInfo_NoDetails_IsNull()
    {
        var failure = new RpcException(new Status(StatusCode.NotFound, "no"));

        Assert.Null(failure.GetRpcStatus());
        Assert.Null(failure.GetErrorInfo());
    }

    [Fact]
    public void GetErrorInfo_DetailsAreGarbage_IsNull()
    {
        var garbage = new RpcException(new Status(StatusCode.NotFound, "no"), new Metadata { { "grpc-status-details-bin", new byte[] { 0xff, 0xff } } });
        var torn = new Google.Rpc.Status { Code = 5, Details = { new Any { TypeUrl = "type.googleapis.com/google.rpc.ErrorInfo", Value = Google.Protobuf.ByteString.CopyFrom(0xff) } } };

        Assert.Null(garbage.GetRpcStatus());
        Assert.Null(torn.ToRpcException().GetErrorInfo());
    }
}

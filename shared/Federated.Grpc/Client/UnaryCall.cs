using System.IO.Pipelines;
using System.Net;
using Federated.Grpc.Wire;
using Google.Protobuf;

namespace Federated.Grpc.Client;

/// <summary>One call: sends the request, reads message and status, and turns every other outcome into an <see cref="RpcException"/>.</summary>
internal sealed class UnaryCall<TRequest, TResponse>(
    HttpMessageInvoker invoker, Uri address, GrpcChannelOptions channel, Method<TRequest, TResponse> method, CallOptions call)
    where TRequest : class, IMessage<TRequest>
    where TResponse : class, IMessage<TResponse>
{
    public async Task<UnaryResponse<TResponse>> RunAsync(TRequest request)
    {
        MessageWriter.CheckLength(request, "request", channel.MaxSendMessageSize);
        var timeout = RemainingTime();
        if (timeout <= TimeSpan.Zero)
            throw DeadlineExceeded(null);
        using var timer = new CallTimer(timeout, channel.TimeProvider, call.CancellationToken);
        try
        {
            using var message = RequestMessage.Create(address, method.FullName, request, timeout, call.Headers, channel.RequestCompressionAlgorithm);
            using var response = await invoker.SendAsync(message, timer.Token);
            return await ReadAsync(response, timer.Token);
        }
        catch (Exception failure) when (failure is OperationCanceledException or HttpRequestException or IOException)
        {
            if (timer.HasExpired)
                throw DeadlineExceeded(failure);
            if (call.CancellationToken.IsCancellationRequested)
                throw new RpcException(new Status(StatusCode.Cancelled, "The caller cancelled the call."), new Metadata(), failure);
            throw TransportErrors.FromException(address, failure);
        }
    }

    private TimeSpan? RemainingTime()
    {
        var untilDeadline = call.Deadline - channel.TimeProvider.GetUtcNow();
        return untilDeadline is null || call.Timeout < untilDeadline ? call.Timeout : untilDeadline;
    }

    private async Task<UnaryResponse<TResponse>> ReadAsync(HttpResponseMessage response, CancellationToken cancellationToken)
    {
        var headers = ResponseHeaders.ReadMetadata(response.Headers);
        if (ResponseHeaders.ReadStatus(response.Headers) is { } early)
            throw Failure(early, headers, "The response holds no message, and a unary call returns one.");
        CheckIsGrpc(response);
        TResponse? message;
        try
        {
            message = await ReadMessageAsync(response, cancellationToken);
        }
        catch (RpcException) when (ResponseHeaders.ReadStatus(response.TrailingHeaders) is { StatusCode: not StatusCode.OK } failed)
        {
            throw Failure(failed, ResponseHeaders.ReadMetadata(response.TrailingHeaders), "");
        }
        var trailers = ResponseHeaders.ReadMetadata(response.TrailingHeaders);
        var status = ResponseHeaders.ReadStatus(response.TrailingHeaders)
            ?? throw new RpcException(new Status(StatusCode.Unknown, "The server ended the response without a status."));
        return status.StatusCode == StatusCode.OK && message is not null
            ? new UnaryResponse<TResponse>(message, headers, trailers)
            : throw Failure(status, trailers, "The response holds no message, and a unary call returns one.");
    }

    private async Task<TResponse?> ReadMessageAsync(HttpResponseMessage response, CancellationToken cancellationToken)
    {
        var settings = new MessageReadSettings("response", channel.MaxReceiveMessageSize, ResponseHeaders.Find(response.Headers, GrpcHeaders.Encoding), StatusCode.Internal);
        var input = PipeReader.Create(await response.Content.ReadAsStreamAsync(cancellationToken), new StreamPipeReaderOptions(bufferSize: 16 * 1024));
        try
        {
            return await MessageReader.ReadSingleAsync(input, method.ResponseParser, settings, cancellationToken);
        }
        finally
        {
            await input.CompleteAsync();
        }
    }

    private static void CheckIsGrpc(HttpResponseMessage response)
    {
        if (response.StatusCode != HttpStatusCode.OK)
            throw new RpcException(new Status(TransportErrors.FromHttpStatus(response.StatusCode), $"The server, or a proxy before it, answered with HTTP status {(int)response.StatusCode} instead of gRPC."));
        if (!GrpcHeaders.IsGrpcContentType(ResponseHeaders.Find(response.Content.Headers, "Content-Type")))
            throw new RpcException(new Status(StatusCode.Unknown, "The server, or a proxy before it, answered with something else than gRPC: check the address."));
    }

    private static RpcException Failure(Status status, Metadata trailers, string withoutMessage) =>
        status.StatusCode == StatusCode.OK ? WireErrors.WrongCardinality(withoutMessage) : new RpcException(status, trailers);

    private static RpcException DeadlineExceeded(Exception? cause) =>
        new(new Status(StatusCode.DeadlineExceeded, "The deadline passed before the server answered."), new Metadata(), cause);
}

using Federated.Grpc.Wire;
using Google.Protobuf;
using Microsoft.AspNetCore.Connections;
using Microsoft.AspNetCore.Http;
using Microsoft.Extensions.Logging;

namespace Federated.Grpc.Server;

/// <summary>
/// Serves one method: checks the request, reads its message, runs interceptors and handler, writes the answer. Every outcome but a lost connection becomes a status.
/// </summary>
internal sealed class UnaryCallHandler<TService, TRequest, TResponse>(
    string method, MessageParser<TRequest> parser, ServiceMethod<TService, TRequest, TResponse> handler, GrpcServiceOptions options, ILogger logger)
    where TService : class
    where TRequest : class, IMessage<TRequest>
    where TResponse : class, IMessage<TResponse>
{
    private readonly ServiceInvoker<TService, TRequest, TResponse> _invoker = new(handler, options.Interceptors);

    public async Task HandleAsync(HttpContext http)
    {
        if (!RequestGate.TryEnter(http))
            return;
        var trailers = new Metadata();
        Status status;
        CallTimer? timer = null;
        try
        {
            var start = RequestStart.Read(http.Request, options.TimeProvider);
            timer = new CallTimer(start.Timeout, options.TimeProvider, http.RequestAborted);
            var context = new HttpServerCallContext(http, method, start.Metadata, start.Deadline, timer);
            trailers = context.ResponseTrailers;
            await AnswerAsync(http, context);
            status = Status.DefaultSuccess;
        }
        catch (RpcException failure)
        {
            status = Refused(failure, trailers);
        }
        catch (OperationCanceledException) when (timer is { HasExpired: true })
        {
            status = Expired();
        }
        catch (Exception fault) when (http.RequestAborted.IsCancellationRequested && fault is OperationCanceledException or IOException)
        {
            GrpcServerLog.CallAborted(logger, method);
            return;
        }
        catch (Exception fault)
        {
            GrpcServerLog.HandlerFailed(logger, method, fault);
            status = new Status(StatusCode.Unknown, "The server failed while it handled the call. Its log has the cause.");
        }
        finally
        {
            timer?.Dispose();
        }
        ResponseWriter.WriteStatus(http.Response, status, trailers);
    }

    private async Task AnswerAsync(HttpContext http, HttpServerCallContext context)
    {
        var request = await ReadRequestAsync(http.Request, context.CancellationToken)
            ?? throw WireErrors.WrongCardinality("The request holds no message, and a unary call takes one.");
        var response = await _invoker.InvokeAsync(http.RequestServices, request, context)
            ?? throw new InvalidOperationException($"The handler of {method} returned null.");
        context.CancellationToken.ThrowIfCancellationRequested();
        MessageWriter.CheckLength(response, "response", options.MaxSendMessageSize);
        await ResponseWriter.WriteMessageAsync(http.Response, response, Compresses(http), context.CancellationToken);
    }

    private async Task<TRequest?> ReadRequestAsync(HttpRequest request, CancellationToken cancellationToken)
    {
        var settings = new MessageReadSettings("request", options.MaxReceiveMessageSize, request.Headers[GrpcHeaders.Encoding], StatusCode.Unimplemented);
        try
        {
            return await MessageReader.ReadSingleAsync(request.BodyReader, parser, settings, cancellationToken);
        }
        catch (Exception fault) when (fault is IOException or ConnectionAbortedException)
        {
            // A reset stream can fail the read before RequestAborted fires, so this has to be told apart here from a failure of the handler.
            throw new RpcException(new Status(StatusCode.Cancelled, "The request broke off before its end."), new Metadata(), fault);
        }
    }

    private bool Compresses(HttpContext http)
    {
        if (options.ResponseCompressionAlgorithm != GrpcHeaders.Gzip || http.Response.HasStarted || !RequestStart.Accepts(http.Request, GrpcHeaders.Gzip))
            return false;
        http.Response.Headers[GrpcHeaders.Encoding] = GrpcHeaders.Gzip;
        return true;
    }

    private Status Refused(RpcException failure, Metadata trailers)
    {
        GrpcServerLog.CallRefused(logger, method, failure.StatusCode, failure.Status.Detail);
        foreach (var entry in failure.Trailers)
            trailers.Add(entry);
        return failure.Status;
    }

    private Status Expired()
    {
        GrpcServerLog.DeadlineExceeded(logger, method);
        return new Status(StatusCode.DeadlineExceeded, "The deadline passed before the answer was ready.");
    }
}

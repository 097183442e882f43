using System.Security.Cryptography;
using Federated.ClientNode.Join;
using Federated.Grpc;
using Federated.Hosting.CommandLine;
using Federated.Protocol.Errors;
using Polly;
using Polly.Retry;

namespace Federated.ClientNode.Rounds;

/// <summary>
/// Repeats a call until it gets through: exponential back-off with full jitter (a wait drawn evenly from nothing to the present limit), so that the nodes of a consortium do not come back all at once. Each failure is told in one line with its cause; it is never silent.
/// </summary>
internal sealed class ConnectionPatience(TimeProvider clock, ILogger<ConnectionPatience> logger)
{
    private const double FirstLimitSeconds = 0.5;
    private const double LastLimitSeconds = 30;

    private string? _lastCause;

    /// <exception cref="RpcException">The call failed for another reason than want of a connection.</exception>
    /// <exception cref="CommandException">The coordinator does not accept this node any more.</exception>
    public async Task<T> RunAsync<T>(ConsortiumConnection connection, Func<CancellationToken, Task<T>> call, CancellationToken cancellation)
    {
        var pipeline = new ResiliencePipelineBuilder { TimeProvider = clock }.AddRetry(new RetryStrategyOptions
        {
            MaxRetryAttempts = int.MaxValue,
            ShouldHandle = new PredicateBuilder().Handle<RpcException>(IsWorthRepeating),
            DelayGenerator = arguments => ValueTask.FromResult<TimeSpan?>(Delay(arguments.AttemptNumber)),
            OnRetry = arguments =>
            {
                Tell(connection, (RpcException)arguments.Outcome.Exception!, arguments.RetryDelay, arguments.AttemptNumber);
                return ValueTask.CompletedTask;
            },
        }).Build();
        try
        {
            var result = await pipeline.ExecuteAsync(async token => await call(token), cancellation);
            _lastCause = null;
            return result;
        }
        catch (RpcException failure) when (failure.StatusCode == StatusCode.Cancelled && cancellation.IsCancellationRequested)
        {
            throw new OperationCanceledException(failure.Message, failure, cancellation);
        }
        catch (RpcException failure) when (failure.StatusCode is StatusCode.PermissionDenied or StatusCode.Unauthenticated)
        {
            throw connection.Explain(failure);
        }
    }

    private static bool IsWorthRepeating(RpcException failure) =>
        failure.StatusCode is StatusCode.Unavailable or StatusCode.DeadlineExceeded or StatusCode.ResourceExhausted
        || failure.GetErrorInfo()?.Reason == ErrorReasons.PartnerPaused;

    private static TimeSpan Delay(int attempt)
    {
        var limit = Math.Min(LastLimitSeconds, FirstLimitSeconds * Math.Pow(2, Math.Min(attempt, 10)));
        return TimeSpan.FromMilliseconds(RandomNumberGenerator.GetInt32((int)(limit * 1000)) + 1);
    }

    // The same cause is repeated now and then only, so that a night without a network does not fill the log.
    private void Tell(ConsortiumConnection connection, RpcException failure, TimeSpan delay, int attempt)
    {
        var cause = connection.Explain(failure);
        if (cause.Code == _lastCause && attempt % 10 != 9)
            return;
        _lastCause = cause.Code;
        NodeRoundLog.Unreachable(logger, $"{cause.Code}: {cause.What}. {cause.Mend}.", delay.TotalSeconds, attempt + 1);
    }
}

using System.Collections.Concurrent;
using Microsoft.Extensions.Logging;

namespace Federated.Grpc.Tests.Loopback;

/// <summary>Keeps every log message of a server, so that a test can fail on the ones it did not expect.</summary>
internal sealed class RecordedLog : ILoggerProvider
{
    private readonly ConcurrentQueue<(LogLevel Level, string Text)> _messages = new();

    public IEnumerable<string> Errors => _messages.Where(message => message.Level >= LogLevel.Error).Select(message => message.Text);

    public IEnumerable<string> All => _messages.Select(message => message.Text);

    public ILogger CreateLogger(string categoryName) => new Recorder(categoryName, _messages);

    public void Dispose()
    {
    }

    private sealed class Recorder(string category, ConcurrentQueue<(LogLevel Level, string Text)> messages) : ILogger
    {
        public IDisposable? BeginScope<TState>(TState state)
            where TState : notnull => null;

        public bool IsEnabled(LogLevel logLevel) => logLevel >= LogLevel.Debug;

        public void Log<TState>(LogLevel logLevel, EventId eventId, TState state, Exception? exception, Func<TState, Exception?, string> formatter) =>
            messages.Enqueue((logLevel, $"{category}: {formatter(state, exception)} {exception}"));
    }
}

using System.Collections.Concurrent;
using Microsoft.Extensions.Logging;

namespace Portal.Tests.Support;

/// <summary>Keeps what a portal logs as an error, and MudBlazor as a warning, so that a test can say that there was nothing.</summary>
internal sealed class ErrorLog : ILoggerProvider
{
    private readonly ConcurrentQueue<string> _errors = new();

    /// <summary>The errors in order.</summary>
    public IReadOnlyCollection<string> Errors => _errors;

    /// <inheritdoc/>
    public ILogger CreateLogger(string categoryName) => new Logger(categoryName, _errors);

    /// <inheritdoc/>
    public void Dispose()
    {
        // Nothing is held open.
    }

    private sealed class Logger(string category, ConcurrentQueue<string> errors) : ILogger
    {
        private readonly LogLevel _least = category.StartsWith("MudBlazor", StringComparison.Ordinal) ? LogLevel.Warning : LogLevel.Error;

        public IDisposable? BeginScope<TState>(TState state)
            where TState : notnull => null;

        public bool IsEnabled(LogLevel logLevel) => logLevel >= _least;

        public void Log<TState>(LogLevel logLevel, EventId eventId, TState state, Exception? exception, Func<TState, Exception?, string> formatter)
        {
            if (IsEnabled(logLevel))
            {
                errors.Enqueue($"{category}: {formatter(state, exception)} {exception}");
            }
        }
    }
}

using System.Collections.Concurrent;
using Portal.Tests.Support;

[assembly: AssemblyFixture(typeof(TestRun))]

namespace Portal.Tests.Support;

/// <summary>The run as a whole: takes down at its end what was started for all tests.</summary>
public sealed class TestRun : IAsyncDisposable
{
    private static readonly ConcurrentStack<Func<Task>> Open = new();

    static TestRun() => AppDomain.CurrentDomain.ProcessExit += (_, _) => EndAsync().GetAwaiter().GetResult();

    /// <summary>Has <paramref name="end"/> done when the last test is over, or when the process ends.</summary>
    public static void AtEnd(Func<Task> end) => Open.Push(end);

    /// <inheritdoc/>
    public async ValueTask DisposeAsync() => await EndAsync();

    private static async Task EndAsync()
    {
        while (Open.TryPop(out var end))
        {
            await end();
        }
    }
}

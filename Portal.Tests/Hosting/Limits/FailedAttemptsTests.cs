using System.Net;
using Microsoft.Extensions.Time.Testing;
using Portal.Hosting.Limits;
using Portal.Tests.Support;

namespace Portal.Tests.Hosting.Limits;

public sealed class FailedAttemptsTests
{
    private static readonly IPAddress Here = IPAddress.Parse("192.0.2.1");

    private readonly FakeTimeProvider _clock = new(An.Instant);
    private readonly FailedAttempts _failed;

    public FailedAttemptsTests() => _failed = new(new LimitSettings(1, 1, GuessesPerMinute: 3, []), _clock);

    [Fact]
    public void An_address_that_guesses_is_stopped_until_its_minute_is_over_and_no_other_is()
    {
        foreach (var guess in new[] { "a", "b", "c" })
        {
            Assert.False(_failed.IsStopped(Here, out _));
            _failed.Count(Here, guess);
        }

        Assert.True(_failed.IsStopped(Here, out var wait));
        Assert.Equal(TimeSpan.FromMinutes(1), wait);
        Assert.False(_failed.IsStopped(IPAddress.Parse("192.0.2.2"), out _));
        _clock.Advance(TimeSpan.FromMinutes(1));
        Assert.False(_failed.IsStopped(Here, out _));
    }

    [Fact]
    public void A_program_that_repeats_its_old_token_stops_nobody()
    {
        for (var i = 0; i < 1_000; i++)
        {
            _failed.Count(Here, "an old token");
        }

        Assert.False(_failed.IsStopped(Here, out _));
    }
}

using System.Collections.Concurrent;
using System.Net;

namespace Portal.Hosting.Limits;

/// <summary>
/// Counts how often an address failed to get in, and stops it when it guesses. The same wrong token again is no guess but a program with an old
/// one, which must not shut out its neighbours.
/// </summary>
/// <param name="settings">Say how often is too often.</param>
/// <param name="clock">The time.</param>
internal sealed class FailedAttempts(LimitSettings settings, TimeProvider clock)
{
    private const int AddressesBeforeClearing = 10_000;
    private static readonly TimeSpan Window = TimeSpan.FromMinutes(1);
    private readonly ConcurrentDictionary<string, Attempts> _byAddress = new(StringComparer.Ordinal);

    /// <summary>Whether the address failed too often, and for how long it has to wait.</summary>
    public bool IsStopped(IPAddress? address, out TimeSpan wait)
    {
        wait = default;
        if (!_byAddress.TryGetValue(NetworkAddress.KeyOf(address), out var attempts))
        {
            return false;
        }
        lock (attempts)
        {
            wait = attempts.StartedAt + Window - clock.GetUtcNow();
            return wait > TimeSpan.Zero && attempts.Tried.Count >= settings.GuessesPerMinute;
        }
    }

    /// <summary>Counts a failure.</summary>
    /// <param name="address">Where it came from.</param>
    /// <param name="tried">What was tried, or a digest of it; the same again does not count.</param>
    public void Count(IPAddress? address, string tried)
    {
        var now = clock.GetUtcNow();
        if (_byAddress.Count > AddressesBeforeClearing)
        {
            Clear(now);
        }
        var attempts = _byAddress.GetOrAdd(NetworkAddress.KeyOf(address), _ => new());
        lock (attempts)
        {
            if (now - attempts.StartedAt >= Window)
            {
                attempts.StartedAt = now;
                attempts.Tried.Clear();
            }
            if (attempts.Tried.Count < settings.GuessesPerMinute)
            {
                attempts.Tried.Add(tried);
            }
        }
    }

    private void Clear(DateTimeOffset now)
    {
        foreach (var (address, attempts) in _byAddress)
        {
            if (now - attempts.StartedAt >= Window)
            {
                _byAddress.TryRemove(address, out _);
            }
        }
    }

    private sealed class Attempts
    {
        public DateTimeOffset StartedAt { get; set; }

        public HashSet<string> Tried { get; } = new(StringComparer.Ordinal);
    }
}

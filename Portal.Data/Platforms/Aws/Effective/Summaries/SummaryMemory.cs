using System.Collections.Concurrent;

namespace Portal.Data.Platforms.Aws.Effective.Summaries;

/// <summary>
/// What is kept from one sum to the next: limits, opened, and what they leave of statements that mean the same for everyone. All are
/// found by content, so nothing in it is ever out of date. For several threads at once.
/// </summary>
internal sealed class SummaryMemory
{
    private const int KeptNumbers = 20_000;
    private const int KeptYields = 50_000;
    private const int KeptLimits = 1_000;

    private readonly ConcurrentDictionary<string, int> _numbers = new(StringComparer.Ordinal);
    private readonly ConcurrentDictionary<(int Part, string Rules), Yield> _yields = [];
    private ConcurrentDictionary<string, SharedLimits> _limits = new(StringComparer.Ordinal);
    private ConcurrentDictionary<string, SharedLimits> _formerLimits = new(StringComparer.Ordinal);
    private int _last;
    private int _yieldCount;

    /// <summary>The number of a limit, by all that matters of it. Numbers are never given again: a limit that was forgotten gets another one.</summary>
    public int NumberOf(string content)
    {
        if (_numbers.TryGetValue(content, out var number))
        {
            return number;
        }
        number = Interlocked.Increment(ref _last);
        if (number % KeptNumbers == 0)
        {
            _numbers.Clear();
        }
        return _numbers.GetOrAdd(content, number);
    }

    /// <summary>Limits by all that matters of them. What was not asked for while so many others were is let go.</summary>
    /// <param name="content">All that matters of them.</param>
    /// <param name="open">Opens them when they are not known.</param>
    public SharedLimits LimitsOf(string content, Func<SharedLimits> open)
    {
        if (_limits.TryGetValue(content, out var limits))
        {
            return limits;
        }
        if (!_formerLimits.TryGetValue(content, out limits))
        {
            limits = open();
        }
        if (_limits.Count >= KeptLimits)
        {
            _formerLimits = Interlocked.Exchange(ref _limits, new ConcurrentDictionary<string, SharedLimits>(StringComparer.Ordinal));
        }
        return _limits.GetOrAdd(content, limits);
    }

    /// <summary>What rules left of a part; null when it is not known.</summary>
    public Yield? Find(OpenPart part, string rules) => _yields.GetValueOrDefault((part.Number, rules));

    /// <summary>Keeps what rules left of a part.</summary>
    public void Keep(OpenPart part, string rules, Yield yield)
    {
        if (Interlocked.Increment(ref _yieldCount) % KeptYields == 0)
        {
            _yields.Clear();
        }
        _yields.TryAdd((part.Number, rules), yield);
    }
}

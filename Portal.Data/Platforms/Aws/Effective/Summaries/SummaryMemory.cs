using System.Collections.Concurrent;

namespace Portal.Data.Platforms.Aws.Effective.Summaries;

/// <summary>
/// What is kept from one sum to the next: numbers of limits, and what limits leave of statements that mean the same for everyone. Both are
/// found by content, so nothing in it is ever out of date. For several threads at once.
/// </summary>
internal sealed class SummaryMemory
{
    private const int KeptNumbers = 20_000;
    private const int KeptYields = 50_000;

    private readonly ConcurrentDictionary<string, int> _numbers = new(StringComparer.Ordinal);
    private readonly ConcurrentDictionary<(int Part, string Rules), Yield> _yields = [];
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

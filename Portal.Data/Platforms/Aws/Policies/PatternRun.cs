using System.Buffers;
using System.Numerics;

namespace Portal.Data.Platforms.Aws.Policies;

/// <summary>
/// Matches patterns given as numbers: characters, the two below, and lower numbers that stand for themselves alone. What is matched is a text, or
/// another pattern, of which all that it matches must be matched. Counts its comparisons, for tests on hostile patterns.
/// </summary>
internal static class PatternRun
{
    /// <summary>Any run of characters.</summary>
    public const int Star = -1;

    /// <summary>Exactly one character.</summary>
    public const int One = -2;

    /// <summary>Up to this length a run is simply tried at every place.</summary>
    public const int ShortRun = 16;

    /// <summary>Matches characters, <c>?</c> and <c>*</c>: the ends first, then each run between two stars at its leftmost place.</summary>
    public static bool Matches<T>(ReadOnlySpan<int> pattern, ReadOnlySpan<T> text, ref long steps)
        where T : struct, IBinaryInteger<T>
    {
        var star = pattern.IndexOf(Star);
        if (star < 0)
        {
            return pattern.Length == text.Length && Fits(pattern, text, ref steps);
        }
        var last = pattern.LastIndexOf(Star);
        var tail = pattern[(last + 1)..];
        if (text.Length < star + tail.Length || !Fits(pattern[..star], text, ref steps) || !Fits(tail, text[^tail.Length..], ref steps))
        {
            return false;
        }
        var rest = text[star..^tail.Length];
        while (star < last)
        {
            var runs = pattern[(star + 1)..];
            var run = runs[..runs.IndexOf(Star)];
            var at = Find(run, rest, ref steps);
            if (at < 0)
            {
                return false;
            }
            rest = rest[(at + run.Length)..];
            star += run.Length + 1;
        }
        return true;
    }

    private static bool Fits<T>(ReadOnlySpan<int> run, ReadOnlySpan<T> text, ref long steps)
        where T : struct, IBinaryInteger<T>
    {
        for (var i = 0; i < run.Length; i++)
        {
            steps++;
            var theirs = int.CreateTruncating(text[i]);
            if (run[i] != theirs && !(run[i] == One && theirs >= 0))
            {
                return false;
            }
        }
        return true;
    }

    private static int Find<T>(ReadOnlySpan<int> run, ReadOnlySpan<T> text, ref long steps)
        where T : struct, IBinaryInteger<T>
    {
        if (run.Length > ShortRun && !run.Contains(One))
        {
            return FindLong(run, text, ref steps);
        }
        for (var at = 0; at + run.Length <= text.Length; at++)
        {
            steps++;
            if (Fits(run, text[at..], ref steps))
            {
                return at;
            }
        }
        return -1;
    }

    /// <summary>Knuth, Morris and Pratt: after a partial match no character of the text is looked at from the start again, so the work is linear.</summary>
    private static int FindLong<T>(ReadOnlySpan<int> run, ReadOnlySpan<T> text, ref long steps)
        where T : struct, IBinaryInteger<T>
    {
        var rented = ArrayPool<int>.Shared.Rent(run.Length);
        var border = rented.AsSpan(0, run.Length);
        border[0] = 0;
        for (int i = 1, k = 0; i < run.Length; i++)
        {
            while (k > 0 && run[i] != run[k])
            {
                steps++;
                k = border[k - 1];
            }
            steps++;
            border[i] = run[i] == run[k] ? ++k : k;
        }
        var found = -1;
        for (int i = 0, k = 0; i < text.Length && found < 0; i++)
        {
            var theirs = int.CreateTruncating(text[i]);
            while (k > 0 && theirs != run[k])
            {
                steps++;
                k = border[k - 1];
            }
            steps++;
            k = theirs == run[k] ? k + 1 : k;
            found = k == run.Length ? i - k + 1 : -1;
        }
        ArrayPool<int>.Shared.Return(rented);
        return found;
    }
}

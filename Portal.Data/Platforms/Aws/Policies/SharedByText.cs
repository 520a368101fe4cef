using System.Runtime.InteropServices;

namespace Portal.Data.Platforms.Aws.Policies;

/// <summary>
/// What was read from a text, the same for the same text as long as it is remembered: documents of one organization repeat a few thousand
/// actions and resources. That saves reading them again, and what many documents share stays in the processor's cache. Holds a fixed number,
/// the newest of each place. For several threads at once: two may read the same text twice, which does no harm.
/// </summary>
/// <typeparam name="T">What is read; never changes afterwards.</typeparam>
internal sealed class SharedByText<T>
    where T : class
{
    private const int Slots = 8_192;
    private const int LongestShared = 256;

    private readonly Entry?[] _entries = new Entry?[Slots];

    /// <summary>What <paramref name="read"/> makes of the text; a null is not remembered.</summary>
    public T? Get(string text, Func<string, T?> read)
    {
        if (text.Length > LongestShared)
        {
            return read(text);
        }
        ref var entry = ref _entries[Slot(text)];
        if (entry is { } known && string.Equals(known.Text, text, StringComparison.Ordinal))
        {
            return known.Value;
        }
        if (read(text) is not { } value)
        {
            return null;
        }
        entry = new Entry(text, value);
        return value;
    }

    private static int Slot(string text)
    {
        var bytes = MemoryMarshal.AsBytes(text.AsSpan());
        var mixed = (ulong)bytes.Length * 0x9E3779B97F4A7C15;
        for (; bytes.Length >= sizeof(ulong); bytes = bytes[sizeof(ulong)..])
        {
            mixed = (mixed ^ MemoryMarshal.Read<ulong>(bytes)) * 0xBF58476D1CE4E5B9;
            mixed ^= mixed >> 29;
        }
        foreach (var rest in bytes)
        {
            mixed = (mixed ^ rest) * 0x94D049BB133111EB;
        }
        return (int)((mixed >> 40) % Slots);
    }

    private sealed record Entry(string Text, T Value);
}

using System.Runtime.InteropServices;

namespace Portal.Data.Changes;

/// <summary>A change's place on the time axis: lists go by it, newest first.</summary>
/// <param name="At">When it happened.</param>
/// <param name="Sequence">Its place in the order of arrival, which tells changes of the same instant apart.</param>
[StructLayout(LayoutKind.Auto)]
internal readonly record struct ChangeKey(DateTimeOffset At, long Sequence) : IComparable<ChangeKey>
{
    /// <inheritdoc/>
    public int CompareTo(ChangeKey other) =>
        At.CompareTo(other.At) is var byTime and not 0 ? byTime : Sequence.CompareTo(other.Sequence);
}

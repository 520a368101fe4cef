using Portal.Data.Audit.Checkpoints;

namespace Portal.Data.Audit.Verification;

/// <summary>
/// Which keys may have signed the record: those that someone brings, and those that follow from them. An entry that says that one key followed
/// another counts when a trusted one of the two signed it.
/// </summary>
/// <param name="given">The keys that are trusted from the start.</param>
internal sealed class TrustedKeys(IEnumerable<VerifierKey> given)
{
    private readonly HashSet<VerifierKey> _trusted = [.. given];
    private readonly List<(long Sequence, VerifierKey Old, VerifierKey Next)> _rotations = [];

    /// <summary>Whether there is any key to go by.</summary>
    public bool Any => _trusted.Count > 0;

    /// <summary>Takes what an entry says.</summary>
    public void Take(long sequence, string? before, string? after)
    {
        try
        {
            if (KeyState.Read(before) is { } old && KeyState.Read(after) is { } next)
            {
                _rotations.Add((sequence, VerifierKey.Parse(old), VerifierKey.Parse(next)));
            }
        }
        catch (FormatException)
        {
            // The entry is what was written, and names no keys: it makes none trusted.
        }
    }

    /// <summary>Follows the rotations through checkpoints whose roots agree with the record.</summary>
    public void Follow(IReadOnlyCollection<SignedCheckpoint> checkpoints)
    {
        for (var grew = true; grew;)
        {
            grew = false;
            foreach (var (sequence, old, next) in _rotations)
            {
                grew |= Trust(old, next, sequence, checkpoints) || Trust(next, old, sequence, checkpoints);
            }
        }
    }

    /// <summary>Whether a trusted key signed it.</summary>
    public bool HaveSigned(SignedCheckpoint checkpoint) => _trusted.Any(checkpoint.IsSignedBy);

    private bool Trust(VerifierKey by, VerifierKey key, long sequence, IReadOnlyCollection<SignedCheckpoint> checkpoints) =>
        _trusted.Contains(by)
        && !_trusted.Contains(key)
        && checkpoints.Any(c => c.Checkpoint.Size >= sequence && c.IsSignedBy(by))
        && _trusted.Add(key);
}

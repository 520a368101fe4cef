using Portal.Data.Audit.Checkpoints;

namespace Portal.Data.Audit.Proofs;

/// <summary>The record's latest checkpoint, as the API shows it.</summary>
/// <param name="Origin">Which record.</param>
/// <param name="Size">How many entries it covers.</param>
/// <param name="Root">The root of the tree over them, in base64.</param>
/// <param name="Note">The signed note, which says the same.</param>
public sealed record SignedState(string Origin, long Size, string Root, string Note)
{
    internal static SignedState Of(AuditCheckpoint checkpoint)
    {
        var said = SignedCheckpoint.Parse(checkpoint.Note).Checkpoint;
        return new(said.Origin, said.Size, Convert.ToBase64String(said.Root), checkpoint.Note);
    }
}

using System.Security.Cryptography;
using System.Text;
using Microsoft.EntityFrameworkCore;
using Portal.Data.Commands;
using Portal.Data.Sources;

namespace Portal.Data.Changes.Unreadable;

/// <summary>Keeps what could not be read, inside a command's transaction.</summary>
/// <param name="scope">The command's scope.</param>
/// <param name="source">The source that it came from.</param>
internal sealed class UnreadableEvents(CommandScope scope, SourceId source)
{
    /// <summary>Keeps those that are not kept already, as far as there is room.</summary>
    /// <returns>How many are new.</returns>
    public async Task<int> KeepAsync(IReadOnlyList<UnreadPart> parts, string origin, CancellationToken cancellationToken)
    {
        var rows = parts.Where(part => part.Raw.Span.IndexOfAnyExcept(" \t\r\n"u8) >= 0).Select(part => RowOf(part, origin)).DistinctBy(row => row.Digest, StringComparer.Ordinal).ToList();
        if (rows.Count == 0)
        {
            return 0;
        }
        var digests = rows.ConvertAll(row => row.Digest).ToArray();
        var known = await scope.Db.UnreadableEvents
            .Where(e => e.SourceId == source && EF.Parameter(digests).Contains(e.Digest))
            .Select(e => e.Digest)
            .ToHashSetAsync(StringComparer.Ordinal, cancellationToken);
        var room = UnreadableEvent.MostOfSource - await scope.Db.UnreadableEvents.CountAsync(e => e.SourceId == source, cancellationToken);
        return await scope.Db.BulkInsertAsync(rows.Where(row => !known.Contains(row.Digest)).Take(Math.Max(0, room)), skipExisting: true, cancellationToken);
    }

    private UnreadableEvent RowOf(UnreadPart part, string origin)
    {
        // No character takes more than four bytes, so this is no less than is kept.
        var start = part.Raw.Span[..Math.Min(part.Raw.Length, UnreadableEvent.MostCharacters * 4)];
        var text = OutsideText.Storable(Encoding.UTF8.GetString(start));
        return new()
        {
            SourceId = source,
            At = scope.Now,
            Origin = OutsideText.Bounded(origin, UnreadableEventConfiguration.OriginLength),
            Index = part.Index,
            Reason = OutsideText.Bounded(part.Reason, UnreadableEventConfiguration.ReasonLength),
            Digest = Convert.ToHexStringLower(SHA256.HashData(part.Raw.Span)),
            Raw = OutsideText.Bounded(text, UnreadableEvent.MostCharacters),
            IsCut = start.Length < part.Raw.Length || text.Length > UnreadableEvent.MostCharacters,
        };
    }
}

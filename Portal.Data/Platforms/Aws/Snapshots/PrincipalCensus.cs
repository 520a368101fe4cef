using System.Buffers.Binary;
using System.Security.Cryptography;
using System.Text;
using System.Text.Json;

namespace Portal.Data.Platforms.Aws.Snapshots;

/// <summary>The second reading of the files: hands on roles and users, and says which accounts the files cover completely.</summary>
internal sealed class PrincipalCensus(ExportSurvey survey, SnapshotOutbox outbox)
{
    private readonly PrincipalEntry _entry = new(survey.Texts, survey.Documents, survey.Policies, outbox);
    private readonly HashSet<UInt128> _seen = [];
    private readonly Stack<Page> _pages = new();
    private readonly Dictionary<string, bool> _hasLastPage = new(StringComparer.Ordinal);
    private Page? _before;
    private bool _isAnonymous;

    /// <summary>Takes in the piece that <paramref name="scanner"/> stands on.</summary>
    public void Read(ExportScanner scanner)
    {
        switch (scanner.Piece)
        {
            case ExportPiece.DocumentStart:
                _pages.Push(new Page());
                break;
            case ExportPiece.DocumentEnd:
                Close(_pages.Pop());
                break;
            case ExportPiece.Element:
                ReadElement(scanner, _pages.Peek());
                break;
            case ExportPiece.ListStart:
                _pages.Peek().IsAccountExport |= scanner.Member is "UserDetailList" or "RoleDetailList" or "GroupDetailList";
                break;
            case ExportPiece.Member:
                _pages.Peek().IsCut |= scanner.Member switch
                {
                    "IsTruncated" => scanner.Value.SequenceEqual("true"u8),
                    "NextToken" => !scanner.Value.SequenceEqual("null"u8),
                    _ => false,
                };
                break;
        }
    }

    /// <summary>Says which accounts were covered.</summary>
    public void Finish()
    {
        foreach (var (account, hasLastPage) in _hasLastPage)
        {
            var isComplete = hasLastPage && !survey.Policies.Incomplete.Contains(account);
            if (!hasLastPage)
            {
                outbox.Warn($"account {account}", "The last page of the export is missing, so nothing counts as gone; give all pages, or export without --max-items.");
            }
            outbox.Add(new SnapshotItem.Coverage(account, SnapshotPart.Principals, isComplete));
        }
        if (_isAnonymous)
        {
            outbox.Warn("", "An export holds no user, group, role or policy of its own, so it does not say of which account it is; nothing counts as gone.");
        }
        outbox.CountRest();
    }

    private void ReadElement(ExportScanner scanner, Page page)
    {
        switch (scanner.Member)
        {
            case "RoleDetailList":
                page.Accounts.Add(_entry.Read(scanner.Value, IdentityKind.Role, IsNew));
                break;
            case "UserDetailList":
                page.Accounts.Add(_entry.Read(scanner.Value, IdentityKind.User, IsNew));
                break;
            case "GroupDetailList" or "Policies":
                if (AccountOf(scanner.Value) is { } account)
                {
                    page.Accounts.Add(account);
                }
                break;
        }
    }

    // Pages do not name their account and their markers say nothing: a page of nobody belongs to the one before it, and an
    // account is whole when a page of it says that none follows.
    private void Close(Page page)
    {
        if (!page.IsAccountExport)
        {
            return;
        }
        if (page.Accounts.Count == 0 && _before is { IsCut: true })
        {
            page.Accounts.UnionWith(_before.Accounts);
        }
        _isAnonymous |= page.Accounts.Count == 0;
        foreach (var account in page.Accounts)
        {
            _hasLastPage[account] = _hasLastPage.GetValueOrDefault(account) || !page.IsCut;
        }
        _before = page;
    }

    private string? AccountOf(ReadOnlySpan<byte> element)
    {
        var reader = new Utf8JsonReader(element);
        reader.Read();
        while (reader.NextMember())
        {
            if (reader.ValueTextEquals("Arn"u8))
            {
                return IamArn.TryParse(reader.Text(survey.Texts, "Arn") ?? "", out var arn) && arn.Account is not "aws" ? arn.Account : null;
            }
            reader.SkipValue();
        }
        return null;
    }

    // A fingerprint a principal, not its name: a hundred thousand of them take a few megabytes.
    private bool IsNew(string arn)
    {
        Span<byte> digest = stackalloc byte[SHA256.HashSizeInBytes];
        SHA256.HashData(Encoding.UTF8.GetBytes(arn), digest);
        return _seen.Add(BinaryPrimitives.ReadUInt128BigEndian(digest));
    }

    private sealed class Page
    {
        public HashSet<string> Accounts { get; } = new(StringComparer.Ordinal);

        public bool IsAccountExport { get; set; }

        public bool IsCut { get; set; }
    }
}

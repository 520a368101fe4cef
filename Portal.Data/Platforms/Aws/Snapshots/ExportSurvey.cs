namespace Portal.Data.Platforms.Aws.Snapshots;

/// <summary>
/// The first reading of the files: says what they are, and takes in what others refer to (managed policies, groups) and what stands for
/// itself (resource policies, the organization). Roles and users are passed over.
/// </summary>
internal sealed class ExportSurvey
{
    private readonly OrganizationExport _organization;
    private readonly LastAccessedEntry _lastAccessed;
    private readonly ResourcePolicyEntry _resourcePolicies;
    private readonly HashSet<string> _accountFiles = new(StringComparer.Ordinal);
    private readonly Stack<DocumentSigns> _documents = new();

    /// <summary>Makes a survey that writes to <paramref name="outbox"/>.</summary>
    public ExportSurvey(SnapshotOutbox outbox)
    {
        Documents = new PolicyDocuments(outbox);
        Policies = new KnownPolicies(Texts, Documents, outbox);
        _organization = new OrganizationExport(Documents, outbox);
        _resourcePolicies = new ResourcePolicyEntry(Texts, Documents, outbox);
        _lastAccessed = new LastAccessedEntry(Texts, outbox);
    }

    /// <summary>The texts seen so far.</summary>
    public JsonTexts Texts { get; } = new();

    /// <summary>The policy documents seen so far.</summary>
    public PolicyDocuments Documents { get; }

    /// <summary>The managed policies and groups seen so far.</summary>
    public KnownPolicies Policies { get; }

    /// <summary>True when the file holds account exports, so that the second reading must read it.</summary>
    public bool IsAccountExport(SnapshotFile file) => _accountFiles.Contains(file.Name);

    /// <summary>Takes in the piece that <paramref name="scanner"/> stands on.</summary>
    public void Read(ExportScanner scanner)
    {
        switch (scanner.Piece)
        {
            case ExportPiece.DocumentStart:
                _documents.Push(new DocumentSigns());
                _organization.Open();
                break;
            case ExportPiece.DocumentEnd:
                _organization.Close();
                Close(scanner);
                break;
            default:
                ReadMember(scanner);
                break;
        }
    }

    /// <summary>Hands on what could only be said at the end.</summary>
    public void Finish()
    {
        _organization.Finish();
        _resourcePolicies.Finish();
    }

    private void ReadMember(ExportScanner scanner)
    {
        var signs = _documents.Peek();
        var isElement = scanner.Piece is ExportPiece.Element;
        switch (scanner.Member)
        {
            case "UserDetailList" or "RoleDetailList":
                Know(scanner, signs);
                break;
            case "GroupDetailList":
                Know(scanner, signs);
                if (isElement)
                {
                    Policies.AddGroup(scanner.Value);
                }
                break;
            case "Policies" when isElement && ElementJson.Has(scanner.Value, "PolicyVersionList"u8, "AttachmentCount"u8):
                Know(scanner, signs);
                Policies.AddPolicy(scanner.Value);
                break;
            case "ResourcePolicies" or "ResourcePoliciesOf":
                signs.IsKnown = true;
                if (isElement)
                {
                    _resourcePolicies.Read(scanner.Member, scanner.Value);
                }
                break;
            case "ServiceLastAccessedDetails":
                signs.IsKnown = true;
                if (isElement)
                {
                    _lastAccessed.Read(scanner.Value);
                }
                break;
            case "Policies" when !isElement:
                signs.IsKnown = true;
                break;
            default:
                signs.IsKnown |= _organization.Read(scanner);
                signs.See(scanner);
                break;
        }
    }

    private void Know(ExportScanner scanner, DocumentSigns signs)
    {
        signs.IsKnown = true;
        _accountFiles.Add(scanner.File);
    }

    private void Close(ExportScanner scanner)
    {
        var signs = _documents.Pop();
        if (_documents.TryPeek(out var around))
        {
            around.IsKnown = true;
        }
        if (!signs.IsKnown)
        {
            throw scanner.Fault(signs.LooksLike());
        }
    }
}

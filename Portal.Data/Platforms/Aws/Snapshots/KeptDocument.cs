using Portal.Data.Platforms.Aws.Policies;
using Portal.Data.Platforms.Aws.Signals;

namespace Portal.Data.Platforms.Aws.Snapshots;

/// <summary>
/// What is remembered of a policy document. It is normalized on another thread while the reading goes on; what is asked of it before that is
/// done waits. Asked by one thread only, the one that reads.
/// </summary>
internal sealed class KeptDocument
{
    private string? _hash;
    private bool _invokesModels;
    private Task<NormalizedPolicy>? _work;

    private KeptDocument()
    {
    }

    /// <summary>Its key.</summary>
    public string Hash
    {
        get
        {
            Wait();
            return _hash!;
        }
    }

    /// <summary>True when it lets its holder call foundation models or run agents.</summary>
    public bool InvokesModels
    {
        get
        {
            Wait();
            return _invokesModels;
        }
    }

    /// <summary>One that is normalized already.</summary>
    public static KeptDocument Of(NormalizedPolicy document)
    {
        var kept = new KeptDocument();
        kept.Know(document);
        return kept;
    }

    /// <summary>One whose <paramref name="json"/> is normalized from now on.</summary>
    public static KeptDocument Begin(byte[] json)
    {
        var kept = new KeptDocument();
        kept._work = Task.Run(() => kept.Know(PolicyNormalizer.Normalize(json)));
        return kept;
    }

    /// <summary>The document itself, once: afterwards only its hash is remembered.</summary>
    /// <exception cref="InvalidOperationException">It was given away already.</exception>
    public NormalizedPolicy Give()
    {
        var document = (_work ?? throw new InvalidOperationException("The document was given away already.")).GetAwaiter().GetResult();
        _work = null;
        return document;
    }

    private void Wait() => _work?.GetAwaiter().GetResult();

    private NormalizedPolicy Know(NormalizedPolicy document)
    {
        _hash = document.Hash;
        _invokesModels = AgentSignals.InvokesModels(document.Text);
        return document;
    }
}

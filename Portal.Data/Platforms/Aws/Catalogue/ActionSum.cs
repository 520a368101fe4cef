namespace Portal.Data.Platforms.Aws.Catalogue;

/// <summary>Adds actions of the catalogue up in place, again and again. For one thread at a time.</summary>
internal sealed class ActionSum
{
    private readonly ulong[] _bits = ActionSet.NewBits();

    /// <summary>Adds the actions of <paramref name="set"/>, names aside.</summary>
    public void Add(ActionSet set) => set.AddTo(_bits);

    /// <summary>Leaves only the actions of <paramref name="mask"/>.</summary>
    public void Keep(ActionSet mask) => mask.Keep(_bits);

    /// <summary>The sum; then begins anew with nothing.</summary>
    public ActionSet Take()
    {
        var sum = ActionSet.Of(_bits);
        Array.Clear(_bits);
        return sum;
    }
}

namespace Portal.Data.Platforms.Aws.Events;

/// <summary>
/// Which members of a JSON object were read. AWS writes each once; where one stands twice, two readers can believe different things about
/// who called, so such an event is refused.
/// </summary>
internal struct MembersRead
{
    private uint _members;

    /// <summary>Notes a member.</summary>
    /// <param name="number">Its number in this object, below 32.</param>
    /// <param name="what">How to name it.</param>
    /// <exception cref="FormatException">It was read before.</exception>
    public void Add(int number, string what)
    {
        var member = 1u << number;
        if ((_members & member) != 0)
        {
            throw new FormatException($"{what} stands in the event twice.");
        }
        _members |= member;
    }
}

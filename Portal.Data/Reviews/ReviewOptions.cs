using System.ComponentModel.DataAnnotations;

namespace Portal.Data.Reviews;

/// <summary>Settings of reviews, from the section <c>Reviews</c>.</summary>
public sealed class ReviewOptions
{
    /// <summary>The name of the section.</summary>
    public const string Section = "Reviews";

    /// <summary>A campaign is not launched over a source whose newest complete reading is older than so many hours, unless a person signs for it.</summary>
    [Range(1, 24 * 366, ErrorMessage = "Reviews:MaxSourceAgeHours must be a number of hours from 1 to 8784, for example 168.")]
    public int MaxSourceAgeHours { get; set; } = 7 * 24;

    /// <summary>
    /// Whether somebody may decide alone on an agent that they alone own, in campaigns that do not say. Otherwise somebody else is asked, see
    /// <see cref="Stages.Independence"/>.
    /// </summary>
    public bool OwnersDecideAlone { get; set; }
}

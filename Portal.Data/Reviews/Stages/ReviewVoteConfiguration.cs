using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Metadata.Builders;
using Portal.Data.People;
using Portal.Data.Storage;

namespace Portal.Data.Reviews.Stages;

/// <summary>The table of votes.</summary>
internal sealed class ReviewVoteConfiguration : IEntityTypeConfiguration<ReviewVote>
{
    /// <inheritdoc/>
    public void Configure(EntityTypeBuilder<ReviewVote> builder)
    {
        builder.ToTable("review_votes");
        builder.HasKey(v => v.Id);
        builder.Property(v => v.Trail).StoredAsJson();
        builder.Property(v => v.Justification).HasMaxLength(Answer.JustificationLength);
        builder.HasIndex(v => new { v.ItemId, v.Stage, v.ReviewerId }).IsUnique();
        builder.HasIndex(v => new { v.ReviewerId, v.CampaignId });
        builder.HasIndex(v => new { v.CampaignId, v.Stage });
        builder.HasOne<ReviewItem>().WithMany().HasForeignKey(v => v.ItemId).OnDelete(DeleteBehavior.Cascade);
        builder.HasOne<Person>().WithMany().HasForeignKey(v => v.ReviewerId).OnDelete(DeleteBehavior.Restrict);
    }
}

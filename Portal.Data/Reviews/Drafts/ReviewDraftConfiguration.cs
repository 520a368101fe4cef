using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Metadata.Builders;
using Portal.Data.People;
using Portal.Data.Storage;

namespace Portal.Data.Reviews.Drafts;

/// <summary>The table of drafts.</summary>
internal sealed class ReviewDraftConfiguration : IEntityTypeConfiguration<ReviewDraft>
{
    /// <inheritdoc/>
    public void Configure(EntityTypeBuilder<ReviewDraft> builder)
    {
        builder.ToTable("review_drafts");
        builder.HasKey(d => new { d.ItemId, d.ReviewerId });
        builder.Property(d => d.Justification).HasMaxLength(Answer.JustificationLength);
        builder.Property(d => d.Recommended).StoredAsJson();
        builder.HasIndex(d => new { d.ReviewerId, d.CampaignId });
        builder.HasIndex(d => d.CampaignId);
        builder.HasOne<ReviewItem>().WithMany().HasForeignKey(d => d.ItemId).OnDelete(DeleteBehavior.Cascade);
        builder.HasOne<Person>().WithMany().HasForeignKey(d => d.ReviewerId).OnDelete(DeleteBehavior.Restrict);
    }
}

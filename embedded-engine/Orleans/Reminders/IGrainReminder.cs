namespace Orleans.Runtime;

/// <summary>A reminder: a timer that is stored and outlives activations and processes.</summary>
public interface IGrainReminder
{
    /// <summary>Its name within the grain.</summary>
    string ReminderName { get; }
}

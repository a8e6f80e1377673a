namespace Genesis.Events;

/// <summary>Those who get an event, higher priorities first, without the one who told it. Going through them allocates nothing.</summary>
internal readonly struct Subscribers(Subscriber[] all, string? emitter)
{
    /// <summary>Walks through them.</summary>
    public Enumerator GetEnumerator() => new(all, emitter);

    /// <summary>The same as a list.</summary>
    public IReadOnlyList<Subscriber> ToList()
    {
        var list = new List<Subscriber>(all.Length);
        foreach (var subscriber in this)
            list.Add(subscriber);
        return list;
    }

    /// <summary>Walks through subscribers and leaves the emitter out.</summary>
    public struct Enumerator(Subscriber[] all, string? emitter)
    {
        private int _index = -1;

        /// <summary>The subscriber reached.</summary>
        public readonly ref readonly Subscriber Current => ref all[_index];

        /// <summary>Goes on to the next one.</summary>
        public bool MoveNext()
        {
            while (++_index < all.Length)
            {
                if (emitter is null || all[_index].ComponentId != emitter)
                    return true;
            }
            return false;
        }
    }
}

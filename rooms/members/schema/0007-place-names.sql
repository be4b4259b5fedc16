-- What places are called after they were renamed, from a day on. Like the tree it belongs to no organisation: public names, no people.
create table members.place_name (
  place_id uuid not null references members.place (place_id),
  -- The first renaming of a place is 1. Its first name stands with the place itself.
  renaming int4 not null check (renaming > 0),
  -- As the place has them, which never moves: names are looked for among neighbours.
  parent_id uuid,
  level text not null,
  name text not null check (length(name) between 1 and 120),
  from_on date not null,
  primary key (place_id, renaming)
);
alter table members.place add constraint place_where_it_is unique (place_id, level, parent_id);
alter table members.place add constraint place_of_its_level unique (place_id, level);
alter table members.place_name add constraint name_of_a_place_there foreign key (place_id, level, parent_id)
  references members.place (place_id, level, parent_id);
alter table members.place_name add constraint name_of_a_place foreign key (place_id, level) references members.place (place_id, level);
create index place_name_beside on members.place_name (parent_id);

-- What a place that began with this name is called on a day; of two renamings on one day the later holds.
create function members.place_called(place uuid, first_name text, day date) returns text
language sql stable as $$
  select coalesce(
    (select n.name from members.place_name n where n.place_id = place and n.from_on <= day
      order by n.from_on desc, n.renaming desc limit 1),
    first_name
  )
$$;

grant select, insert on members.place_name to lumbung_server;

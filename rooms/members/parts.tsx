/**
 * What other rooms' screens borrow from the members' room: how somebody is called, and the panel with which a second
 * person sits down.
 */
export { called, officesSaid, PersonLine, type Someone } from "./screens/names.tsx";
export { pinLength, SecondPerson, type SecondPersonProps, type Together, useTogether } from "./screens/sit-down.tsx";
